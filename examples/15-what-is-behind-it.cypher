// What is behind the largest sums: each claim with its document, what found it, and the sentence.
MATCH (who)-[deal]->(what)
WHERE deal.amount IS NOT NULL
WITH who, deal, what ORDER BY deal.amount DESC, who.name, what.name LIMIT 5
UNWIND evidence(deal) AS claim
RETURN who.name AS who, type(deal) AS deal, what.name AS what, claim.amount AS amount, claim.status AS status,
  claim.document AS document, claim.rule AS found_by, claim.sentence AS sentence;
