create table rekap (bulan text, jumlah integer);
insert into rekap values ('2025-01', 96), ('2025-02', 104);
create table pemohon (nama text, nik text);
