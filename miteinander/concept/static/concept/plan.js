// Keeps the focus where the person works, and offers a search in long lists of choices.
document.addEventListener("focusOn", (event) => {
  const target = document.getElementById(event.detail.id);
  if (target) target.focus();
});

function addSearch(group) {
  const boxes = [...group.querySelectorAll(".kern-form-check")];
  if (boxes.length < 12 || group.querySelector("[data-search]")) return;
  const search = document.createElement("input");
  search.type = "search";
  search.className = "kern-form-input__input";
  search.dataset.search = "";
  search.placeholder = "In der Liste suchen";
  search.setAttribute("aria-label", "In der Liste suchen");
  search.addEventListener("input", (event) => {
    event.stopPropagation();
    const words = search.value.toLowerCase();
    for (const box of boxes) {
      const isChosen = box.querySelector("input").checked;
      box.hidden = !isChosen && !box.textContent.toLowerCase().includes(words);
    }
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  group.querySelector(".kern-fieldset__body").before(search);
}

for (const group of document.querySelectorAll("[data-choices]")) addSearch(group);
