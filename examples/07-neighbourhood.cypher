// The neighbourhood of one company. As a drawing:
//   geflecht query GRAPH 'MATCH p = (:Company {name: "OpenAI"})--() RETURN p' --format dot -o openai.dot
MATCH (company:Company {name: 'OpenAI'})-[tie]-(other)
RETURN type(tie) AS tie, startNode(tie) = company AS outgoing, head(labels(other)) AS kind, other.name AS other
ORDER BY tie, outgoing DESC, other;
