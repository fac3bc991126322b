// What most sources agree on: edges by the number of documents behind them.
MATCH (a)-[tie]->(b)
RETURN a.name AS subject, type(tie) AS relation, b.name AS object, tie.documents AS documents, tie.confidence AS confidence
ORDER BY documents DESC, confidence DESC, subject, relation, object
LIMIT 20;
