update visit set state = 'no_show' where person_id is null;
