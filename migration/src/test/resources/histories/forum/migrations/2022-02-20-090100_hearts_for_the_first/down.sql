DELETE FROM reactions WHERE reaction = 'heart';
