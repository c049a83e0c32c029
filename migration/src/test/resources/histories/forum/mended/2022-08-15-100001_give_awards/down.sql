DELETE FROM member_awards WHERE award_id = 1;
