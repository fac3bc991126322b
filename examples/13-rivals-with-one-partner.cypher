// Rivals that work with the same partner.
MATCH (a:Company)-[:COMPETES_WITH]-(b:Company), (a)-[:PARTNERS_WITH|SUPPLIES]-(partner)-[:PARTNERS_WITH|SUPPLIES]-(b)
WHERE a.name < b.name
RETURN DISTINCT a.name AS one, b.name AS other, partner.name AS partner
ORDER BY one, other, partner;
