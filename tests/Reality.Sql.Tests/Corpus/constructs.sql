select * from a where x = any(array(select y from b))
insert into a select * from b on conflict do nothing returning *
select * from a tablesample bernoulli(10), b
select a.*, (b).c from a, b
select count(*) filter (where x) over w from t window w as ()
delete from only a as x using b y where x.id = y.id
update a set (b, c) = row(1, 2) from (select * from d) e where a.id = e.id
select case when exists(select from z) then 1 end
with t as (select 1) select * from t, public.t
select * from a natural left join b
select * from (values (1, 2)) v(a, b) join c on true
select string_agg(x, ',' order by y desc) from z
select * from json_to_recordset('[]') as x(a int, b text), tt
select * from a for update of a nowait
select interval '1' year, interval(3) '1 s', * from t1
select "a""b" from "c""d"
select u&'x' uescape '!' from z
select * from a where (b, c) = (select d, e from f)
select * from a left join (b cross join c) on true
select a from b order by c using <, d
insert into a values ((select max(x) from b))
select grouping(a), a from b group by rollup(a), cube(c, d)
merge into a using (select * from b) s on true when not matched by source then delete when not matched by target then insert default values
select * from a, lateral unnest(a.x) with ordinality as t(y, n)
select * from rows from (generate_series(1, 2), unnest(array[1])) as t, q
create temp table t1 (like users); insert into t1 select * from users; select * from t1
select from t
select 1 from t having count(*) > 1
select (select x from y)::int, (t.c).d.e, (t.c).* from t
with a as (select 1), b as (select * from a), c as (update d set e = 1 returning *) select * from b, c
select * from t1 join t2 using (a, b) as j where j.a = 1
insert into a (b) overriding system value values (1)
select '1'::"char", 'x'::regclass from t
select * from t where a similar to 'b' escape 'c' and d is not json object
select distinct on ((a)) b from t
select (t).a, t from t
select localtime(2), current_date, user, session_user from t
select extract('year' from a), overlay(b placing c from 1), normalize(d, nfc) from t
select a at time zone 'x' at local from t
select 1 as from from t
select * from only (t)
select * from a where x in (table b)
select array[[1, 2], [3, x]] from t
(table a) union all table b order by 1
select a from t limit (select n from m) offset 1 row
select a from t order by b fetch first row with ties
copy (insert into t values (1) returning *) to stdout
insert into a as b (c) values (1) on conflict (lower(c) collate "C" text_ops) where d do update set c = excluded.c where b.c <> excluded.c returning b.*
select a.b from s.a, x.a as c
select 1 from a join b on a.x = b.x join c using (y), d left join e on (select true from f)
select a from t where b is not distinct from (select c from u) and d is null is not true
select f(variadic a), g(x => 1, y := b) from t
select row(a, b), (a, b), row() from t
select coalesce((select 1 from b), (with c as (select 2 from d) select * from c)) from a
with recursive a as (select 1 from b union select 2 from c, d), b as (select 3) select * from a, b
with a as (select * from b), b as (select * from a) select * from b
select * from t1, (t2 join t3 on true) join t4 on true
select t1.a from t1 where exists (select t1.b from t2 t1 where t1.c = 1)
update a set b = (with a as (select 1 as x from c) select a.x from a) where d = 1
delete from a where ctid in (select ctid from a where b limit 10)
select -1, +a, not b, - - c, @ d, a # b, a <-> b, a operator(pg_catalog.+) b, !! c from t
select a b, c as "select", d value, e name, f "where" from t
select date, time, timestamp, interval, text, value, position, row_number from t
select sum(a) over (partition by b order by c groups between 1 preceding and unbounded following exclude ties) from t
select 0x1F, 1_000, .5, 1., 1e-5, 'a' from t
select $1::int, $2 from t where a = $3
lock table a in exclusive mode; select 1 from b
truncate table only a, b continue identity restrict
update a set b[1] = 2, c.d = 3, e = default
insert into a (b[1], c.d) values (1, default)
select a.b.c from b.a as x, a.b
select nullif(a, b), greatest(c, d), xmin from t
values (1, (select a from b)), (2, 3) order by 1
select 1 from a where b like any (array['x']) and c not ilike all (select d from e)
select 1 from ((a join b on true) join (select 1 from c) d on true)
select 1 from (((select 1 from a))) x, ((b cross join (c cross join d)))
begin; insert into a values (1); rollback to savepoint b; commit and chain
select set_config('a', 'b', false); reset all; show x
