// Suppliers of suppliers: on whom does a company depend without dealing with it?
MATCH (far:Company)-[:SUPPLIES]->(near:Company)-[:SUPPLIES]->(company:Company)
WHERE far <> company AND NOT (far)-[:SUPPLIES]->(company)
RETURN company.name AS company, far.name AS depends_on, collect(DISTINCT near.name) AS through
ORDER BY company, depends_on;
