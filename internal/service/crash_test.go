package service_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"qingjiao/internal/register"
	"qingjiao/internal/rule"
	"qingjiao/internal/service"
)

// The child of TestAcknowledgedChangesSurviveKill: it works until it is killed, and says each change
// on standard output after it was acknowledged.
func TestMain(m *testing.M) {
	if dir := os.Getenv("QJ_TEST_CRASH_DIR"); dir != "" {
		work(dir, os.Getenv("QJ_TEST_CRASH_MEMBER"), os.Getenv("QJ_TEST_CRASH_MATTER"))
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func work(dir, member, id string) {
	ctx := context.Background()
	a, err := service.Unlock(ctx, dir, member, []byte(passphrase))
	if err != nil {
		fmt.Println("error", err)
		return
	}
	facts, err := a.Facts(ctx, id)
	if err != nil {
		fmt.Println("error", err)
		return
	}
	n, _ := facts["persons"].(int64)
	fmt.Println("ready")
	for {
		n++
		if err := a.Answer(ctx, id, rule.Facts{"persons": n}, nil); err != nil {
			fmt.Println("error", err)
			return
		}
		fmt.Println("persons", n)
		r, err := a.AddRecord(ctx, id, "parties", register.Values{"name": fmt.Sprint("示例企业", n)})
		if err != nil {
			fmt.Println("error", err)
			return
		}
		fmt.Println("record", r.ID)
	}
}

// An acknowledged change is there after the process was killed at any moment, and the journal holds
// together.
func TestAcknowledgedChangesSurviveKill(t *testing.T) {
	ctx := t.Context()
	a, dir := newApp(t)
	id, err := a.NewMatter(ctx, "断电试验", rule.Facts{"persons": int64(0)})
	if err != nil {
		t.Fatal(err)
	}
	me := a.Me().ID
	if err := a.Lock(); err != nil {
		t.Fatal(err)
	}
	kills := 5
	if os.Getenv("QJ_LONG") != "" {
		kills = 40
	}
	persons, records := int64(0), map[string]bool{}
	for range kills {
		for _, line := range killed(t, dir, me, id) {
			kind, what, _ := strings.Cut(line, " ")
			switch kind {
			case "persons":
				fmt.Sscan(what, &persons)
			case "record":
				records[what] = true
			case "error":
				t.Fatal(what)
			}
		}
		a, err := service.Unlock(ctx, dir, me, []byte(passphrase))
		if err != nil {
			t.Fatal(err)
		}
		facts, err := a.Facts(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := facts["persons"].(int64); got < persons || got > persons+1 {
			t.Errorf("persons is %d, acknowledged was %d", got, persons)
		}
		v, err := a.Register(ctx, id, "parties")
		if err != nil {
			t.Fatal(err)
		}
		there := map[string]bool{}
		for _, r := range v.Records {
			there[r.ID] = true
		}
		for r := range records {
			if !there[r] {
				t.Errorf("record %s was acknowledged and is gone", r)
			}
		}
		if r, err := a.VerifyJournal(ctx, id, nil); err != nil || !r.OK {
			t.Errorf("journal: %+v, %v", r, err)
		}
		if err := a.Lock(); err != nil {
			t.Fatal(err)
		}
	}
	if persons == 0 || len(records) == 0 {
		t.Error("no change was ever acknowledged")
	}
}

// killed runs the child, kills it after a while and returns the lines it wrote whole.
func killed(t *testing.T, dir, member, id string) []string {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "QJ_TEST_CRASH_DIR="+dir, "QJ_TEST_CRASH_MEMBER="+member, "QJ_TEST_CRASH_MATTER="+id)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	var lines []string
	s := bufio.NewScanner(out)
	for s.Scan() {
		if lines = append(lines, s.Text()); s.Text() == "ready" {
			time.AfterFunc(time.Duration(20+rand.IntN(180))*time.Millisecond, func() { c.Process.Kill() })
		}
	}
	c.Wait()
	return lines
}
