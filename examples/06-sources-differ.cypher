// Where sources differ: one deal, more than one amount.
MATCH (who)-[deal]->(what)
UNWIND evidence(deal) AS claim
WITH who, deal, what, claim
WHERE claim.amount IS NOT NULL
WITH who, deal, what, collect(DISTINCT claim.amount) AS amounts, collect(DISTINCT claim.document) AS documents
WHERE size(amounts) > 1
RETURN who.name AS who, type(deal) AS deal, what.name AS what, amounts, documents
ORDER BY who, deal, what;
