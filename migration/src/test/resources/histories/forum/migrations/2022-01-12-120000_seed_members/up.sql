INSERT INTO members (id, handle, bio, joined, updated_at) VALUES
  (1, 'ada', 'First here', '2022-01-12', '2022-01-12'),
  (2, 'böse', E'Likes \'quotes\' and \\backslashes\\', '2022-01-12', '2022-01-12'),
  (3, 'li_wei', '我喜欢茶', '2022-01-13', '2022-01-13'),
  (4, 'guest', NULL, '2022-01-14', '2022-01-14');
ALTER SEQUENCE members_id_seq RESTART WITH 5;
