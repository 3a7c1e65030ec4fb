-- Whoever is signed in may open a further account, as newcomers may: of its columns the policy on its id is the wall.
GRANT INSERT ON "account" TO tenant;
