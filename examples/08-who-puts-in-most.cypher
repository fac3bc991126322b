// Who commits most money in sum, by currency, and to how many?
MATCH (giver)-[deal:INVESTS_IN|FINANCES|ACQUIRES]->(taker)
WHERE deal.amount IS NOT NULL
RETURN giver.name AS giver, deal.currency AS currency, sum(deal.amount) AS total,
       count(DISTINCT taker) AS takers
ORDER BY total DESC, giver, currency;
