// How are two names tied to one another? The shortest chain of edges, whichever way they point.
MATCH (a {name: 'Masayoshi Son'}), (b:Company {name: 'Nvidia'})
MATCH chain = shortestPath((a)-[*..6]-(b))
RETURN [x IN nodes(chain) | x.name] AS names, [r IN relationships(chain) | type(r)] AS relations;
