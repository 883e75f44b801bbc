// Makes the pages at /account handier; they work without it. Times in the reader's own zone, and what the policy says
// of a new password while it is typed. It has no words of its own: they stand in the page, in its language.
"use strict";

const { lang } = document.documentElement;
// As the reader writes dates, where that is in the page's language: en-GB.
const locale = navigator.languages.find((one) => one.split("-")[0] === lang) ?? lang;

for (const time of document.querySelectorAll("time")) {
  const when = new Date(time.dateTime);
  time.title = time.textContent;
  time.textContent = when.toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
}

function say(place, kind, text) {
  place.className = `verdict ${kind}`;
  if (place.textContent !== text) place.textContent = text;
}

function watchPasswords(candidate) {
  const wait = 300; // ms after the last key
  const password = document.getElementById("NewPassword");
  const again = document.getElementById("RepeatPassword");
  const verdict = document.getElementById("verdict");
  const same = document.getElementById("same");
  const { address, associate, person } = candidate.dataset;
  let timer = 0;
  let asked = null;

  async function judge() {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const answer = await fetch(address, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          Accept: "application/json",
          "X-XSRF-TOKEN": document.getElementById("XSRF_TOKEN").value,
        },
        body: JSON.stringify({
          AssociateId: Number(associate), PersonId: Number(person), Type: "Unknown", Password: password.value,
        }),
        signal,
      });
      if (!answer.ok) throw new Error(answer.status);
      const { Result, Reason } = await answer.json();
      if (!signal.aborted) say(verdict, Result ? "good" : "bad", Result ? verdict.dataset.good : Reason);
    } catch {
      // Then the server says it when the form is sent.
      if (!signal.aborted) say(verdict, "", "");
    }
  }

  function compare() {
    if (again.value === "") return say(same, "", "");
    const equal = again.value === password.value;
    say(same, equal ? "good" : "bad", equal ? same.dataset.good : same.dataset.bad);
  }

  password.addEventListener("input", () => {
    clearTimeout(timer);
    compare();
    if (password.value === "") {
      asked?.abort();
      return say(verdict, "", "");
    }
    timer = setTimeout(judge, wait);
  });
  again.addEventListener("input", compare);
}

const candidate = document.getElementById("candidate");
if (candidate) watchPasswords(candidate);
