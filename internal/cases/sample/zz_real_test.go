package sample
import ("testing";"context";"time";"aigaq/internal/cases";"aigaq/internal/cases/store";"aigaq/internal/cases/vault")
func TestZZReal(t *testing.T){
 ctx:=context.Background()
 ring,err:=vault.Create(t.TempDir(),[]byte("a passphrase for tests"),"aigaq.test"); if err!=nil{t.Fatal(err)}
 s,err:=store.Open(ctx,store.Options{Dir:t.TempDir(),Ring:ring}); if err!=nil{t.Fatal(err)}
 defer s.Close()
 for _,x:=range Teams(){ if err:=s.Keeper().AddTeam(ctx,"test",x.Code,x.En,x.Ru,x.Kk);err!=nil{t.Fatal(err)}}
 users:=map[string]cases.User{}
 for _,a:=range Accounts(){ acc,err:=s.Accounts().Add(ctx,"test",a.Name,a.Role,a.Teams); if err!=nil{t.Fatal(a,err)}; users[a.Name]=acc.User}
 for _,tm:=range []string{"almaty","astana","west"} { acc,err:=s.Accounts().Add(ctx,"test","staff-"+tm,cases.Staff,[]string{tm}); if err!=nil{t.Fatal(err)}; users[tm]=acc.User}
 by:=func(team string) Saver { if team==""{return s.For(users["coordinator"])}; return s.For(users[team]) }
 for range 2 { st:=time.Now(); if err:=Load(ctx,Options{Today:time.Now(),Owner:"lawyer"},by,func(m string){t.Log(m)});err!=nil{t.Fatal(err)}; t.Log(time.Since(st)) }
 d:=s.For(users["coordinator"])
 c,err:=d.Counts(ctx,cases.CountQuery{Unit:cases.UnitPeople,By:[]string{"kind"},Filters:cases.Filters{}}); t.Log(c,err)
 due,err:=s.For(users["lawyer"]).Due(ctx,true,20); t.Log(len(due),err); for _,x:=range due{t.Log(x.On.String(),x.Task,x.Case.Title.Full)}
 l,err:=d.List(ctx,cases.Query{Kind:"event"}); t.Log(err); for _,r:=range l.Records{ t.Log(r.Base().Number,r.Base().Title.Full); if r.Base().Title.Full=="January 2022 protests"{f,err:=d.FiguresOf(ctx,r.Base().Number); t.Log(len(f),err); in,_:=d.Incoming(ctx,r.Base().Number); t.Log(len(in))}}
 rep,err:=s.Keeper().Verify(ctx,nil); t.Logf("%+v %v",rep,err)
}
