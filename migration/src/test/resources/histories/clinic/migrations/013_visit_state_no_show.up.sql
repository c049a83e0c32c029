alter type visit_state add value 'no_show';
