DROP TABLE return_request;
