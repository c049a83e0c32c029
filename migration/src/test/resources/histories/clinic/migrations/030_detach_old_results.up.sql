alter table lab.result detach partition lab.result_2023 concurrently;
