// The life of a deal by date: first reported, then negotiated, planned, done. Deals that most was written about.
MATCH (who)-[deal:ACQUIRES|INVESTS_IN|SUPPLIES|BUILDS]->(what)
WITH who, deal, what ORDER BY deal.claims DESC, who.name, what.name LIMIT 5
CALL kg.timeline(deal) YIELD date, status, sentence, details, attributed_to
RETURN who.name AS who, type(deal) AS deal, what.name AS what, date, status, details.amount AS amount,
  attributed_to AS says, sentence;
