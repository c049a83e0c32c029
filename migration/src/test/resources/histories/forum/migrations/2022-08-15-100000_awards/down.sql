DROP TABLE member_awards, awards;
