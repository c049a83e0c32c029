drop table lab.result_2025, lab.result_2026, lab.result_2027;
