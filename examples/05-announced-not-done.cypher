// Announced, negotiated or rumoured, and not done by anything these sources say.
MATCH (who)-[deal]->(what)
WHERE deal.status IN ['planned', 'negotiated', 'reported']
  AND type(deal) IN ['INVESTS_IN', 'FINANCES', 'ACQUIRES', 'SUPPLIES', 'BUILDS', 'PARTNERS_WITH']
RETURN deal.status AS status, who.name AS who, type(deal) AS deal, what.name AS what,
       deal.amount AS amount, deal.currency AS currency
ORDER BY status, who, deal, what;
