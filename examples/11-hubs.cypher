// Who is tied to most others?
MATCH (house:Company)-[tie]-(other)
RETURN house.name AS house, count(DISTINCT other) AS others, collect(DISTINCT type(tie)) AS by
ORDER BY others DESC, house
LIMIT 10;
