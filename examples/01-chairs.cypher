// Who heads what? Chairs, chief executives and everyone else with a post, by house.
MATCH (person:Person)-[post:CHAIRS|LEADS|WORKS_FOR]->(house)
RETURN house.name AS house, person.name AS person, post.role AS role, type(post) AS post
ORDER BY house, post, person;
