update visit set state = 'done' where state = 'no_show';
