package web

import (
	"context"
	"net/http"
	"sync"

	"aigaq/internal/cases/store"
	"aigaq/views"
)

// listWorks are the lists that are worked on while nobody looks, one piece of work a list. What is done is in the
// database; here is only how far it is. After a stop the work is begun again and does nothing twice.
type listWorks struct {
	mu     sync.Mutex
	byList map[string]*listWork
}

// listWork is one piece of work on a list.
type listWork struct {
	ctx   context.Context
	desk  *store.Desk
	mu    sync.Mutex
	state views.ListWork
}

func (w *listWork) say(done, total int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.state.Done, w.state.Total = done, total
}

func (w *listWork) step(what string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.state.What, w.state.Done, w.state.Total = what, 0, 0
}

func (w *listWork) now() views.ListWork {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.state
}

// of gives the work on a list; nil where there is none.
func (l *listWorks) of(list string) *listWork {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.byList[list]
}

// begin takes up a piece of work unless one is going on; nil where one is.
func (l *listWorks) begin(list string, w *listWork) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if old := l.byList[list]; old != nil && !old.now().Over {
		return false
	}
	if l.byList == nil {
		l.byList = map[string]*listWork{}
	}
	l.byList[list] = w
	return true
}

// begun sets work on a list going and leads to the page that says how far it is. Work that is going on
// already goes on alone: whoever asked for another piece is told that it was not begun.
func (s *Server) begun(v *visit, list, what, again string, do func(*listWork) error) error {
	w := &listWork{ctx: context.WithoutCancel(v.ctx()), desk: v.desk, state: views.ListWork{List: list, What: what, Again: again, Owner: v.user.ID}}
	if s.works.begin(list, w) {
		id := v.id
		go func() {
			err := do(w)
			if err != nil {
				s.Log.Error("work on a list", "request", id, "error", err)
			}
			w.mu.Lock()
			defer w.mu.Unlock()
			w.state.Over, w.state.Failed = true, err != nil
		}()
	}
	if now := s.works.of(list).now(); now.What != what {
		return v.to("/lists/" + list + "/work?busy=1")
	}
	return v.to("/lists/" + list + "/work")
}

// workingOn is what goes on with a list; nil where nothing does.
func (s *Server) workingOn(list string) *views.ListWork {
	w := s.works.of(list)
	if w == nil {
		return nil
	}
	now := w.now()
	if now.Over {
		return nil
	}
	return &now
}

// listWork says how far the work on a list is, and leads on when it is done.
func (s *Server) listWork(v *visit) error {
	number, _ := v.number()
	standing, err := v.desk.ListOf(v.ctx(), number)
	if err != nil {
		return err
	}
	w := s.works.of(number)
	if w == nil { // the program was started anew since: what goes on is in memory, what was done is not
		return v.to("/lists/" + number + "?said=list_stopped")
	}
	now := w.now()
	if now.Over && !now.Failed {
		return v.to("/lists/" + number + "?said=list_" + now.What)
	}
	if now.Owner != v.user.ID {
		now.Again, now.Done, now.Total = "", 0, 0 // how many rows there are for somebody else is not for everybody
	}
	if !now.Over {
		v.Response().Header().Set("Refresh", "2; url=/lists/"+number+"/work")
		now.Busy = v.QueryParam("busy") != ""
	}
	return v.draw(http.StatusOK, views.ListAtWork(v.page(), standing, now))
}
