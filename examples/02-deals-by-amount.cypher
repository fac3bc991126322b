// Deals by amount, largest first. What has no amount comes last.
MATCH (giver)-[deal:INVESTS_IN|FINANCES|ACQUIRES|SUPPLIES]->(taker)
RETURN giver.name AS giver, type(deal) AS deal, taker.name AS taker,
       deal.amount AS amount, deal.currency AS currency, deal.status AS status
ORDER BY amount IS NULL, amount DESC, giver, taker
LIMIT 25;
