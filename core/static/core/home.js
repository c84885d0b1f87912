// The live catalogue: reads the public HTTP API and shows what it says, as text only.

const PAGE_SIZE = 12;
const TYPING_PAUSE_MS = 300;
const FILTERS = ["search", "collection_id", "vendor_id"];

const byId = (id) => document.getElementById(id);
const field = (root, name) => root.querySelector(`[data-field="${name}"]`);
const stamp = (id) => byId(id).content.firstElementChild.cloneNode(true);

const money = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const whole = new Intl.NumberFormat("en");
const plural = (count, noun) => `${whole.format(count)} ${noun}${count === 1 ? "" : "s"}`;

const searchBox = byId("search-box");
const productList = byId("products");
const pager = byId("pager");

// --- What is shown: the same names in the page's address and in the API's -------------

let shown = fromAddress();

function fromAddress() {
  const query = new URLSearchParams(location.search);
  const filters = Object.fromEntries(FILTERS.map((name) => [name, query.get(name) ?? ""]));
  return { ...filters, page: Math.max(1, Number.parseInt(query.get("page"), 10) || 1) };
}

function asQuery({ page, ...filters }) {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value));
  if (page > 1) query.set("page", page);
  return query;
}

const isFiltered = () => FILTERS.some((name) => shown[name]);

function show(change) {
  shown = { ...shown, page: 1, ...change };
  const query = asQuery(shown).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
  markFilters();
  return loadProducts();
}

function showEverything() {
  searchBox.value = "";
  return show({ search: "", collection_id: "", vendor_id: "" });
}

// --- The API ------------------------------------------------------------------------

async function read(path, signal) {
  const response = await fetch(path, {
    headers: { Accept: "application/json" },
    credentials: "omit", // what anyone sees, also for a signed-in member of staff
    signal,
  });
  if (!response.ok) throw Object.assign(new Error(path), { status: response.status });
  return { body: await response.json(), more: response.headers.has("Link") };
}

let pending = new AbortController();

async function loadProducts() {
  pending.abort();
  pending = new AbortController();
  const { signal } = pending;
  productList.setAttribute("aria-busy", "true");
  const query = asQuery(shown);
  query.set("ordering", "-last_update");
  query.set("page_size", PAGE_SIZE);
  try {
    renderProducts((await read(`/store/products/?${query}`, signal)).body);
  } catch (error) {
    if (signal.aborted) return;
    if (error.status === 404 && shown.page > 1) return show({ page: 1 });
    renderFailure(error);
  }
  productList.setAttribute("aria-busy", "false");
}

async function loadFilters() {
  const [collections, shops] = await Promise.allSettled([
    read("/store/collections/"),
    read("/store/vendors/"),
  ]);
  if (collections.value) renderCollections(collections.value.body);
  if (shops.value) renderShops(shops.value.body);
  if (collections.value && shops.value) renderTotals(collections.value, shops.value);
  markFilters();
}

// --- Products -----------------------------------------------------------------------

function renderProducts({ count, next, previous, results }) {
  productList.replaceChildren(...results.map(productCard));
  byId("notice").hidden = true;
  renderStatus(count, results.length);
  renderPager(count, next, previous);
  if (count === 0 && isFiltered()) {
    notify("Nothing on the shelves matches that.", { action: "Show everything", run: showEverything });
  } else if (count === 0) {
    notify("No products yet.", { seed: true });
  }
}

function productCard(product) {
  const card = stamp("product-card");
  const link = field(card, "title");
  link.textContent = product.title;
  link.href = `/store/products/${encodeURIComponent(product.id)}/`;
  field(card, "initial").textContent = [...product.title][0] ?? "";
  field(card, "seller").textContent = product.vendor?.shop_name ?? "Storefront";
  field(card, "price").textContent = money.format(product.price_with_tax);
  field(card, "unit").textContent = `per ${product.unit}`;
  field(card, "badge").hidden = product.inventory > 0;
  showPicture(field(card, "image"), product);
  return card;
}

function showPicture(image, product) {
  if (product.images.length === 0) return image.remove();
  image.addEventListener("error", () => image.remove());
  image.alt = `Photo of ${product.title}`;
  image.src = product.images[0].image;
}

function renderStatus(count, length) {
  const first = (shown.page - 1) * PAGE_SIZE + 1;
  const range = length < count ? `, ${first} to ${first + length - 1} shown` : "";
  byId("status").textContent = count
    ? `${plural(count, "product")}, newest first${range}. Prices include tax.`
    : "";
}

function renderPager(count, next, previous) {
  pager.hidden = !next && !previous;
  field(pager, "place").textContent = `${shown.page} of ${Math.ceil(count / PAGE_SIZE)}`;
  pager.querySelector('[data-step="-1"]').disabled = !previous;
  pager.querySelector('[data-step="1"]').disabled = !next;
}

function renderFailure({ status }) {
  productList.replaceChildren();
  byId("status").textContent = "";
  pager.hidden = true;
  if (status === 400) {
    notify("That shop or collection is not here any more.", { action: "Show everything", run: showEverything });
  } else {
    const why = status ? `The API answered ${status}.` : "The API did not answer.";
    notify(`The catalogue could not be loaded. ${why}`, { action: "Try again", run: start });
  }
}

function notify(text, { seed = false, action = "", run = null }) {
  const notice = byId("notice");
  const button = field(notice, "action");
  field(notice, "text").textContent = text;
  field(notice, "seed").hidden = !seed;
  button.hidden = !run;
  button.textContent = action;
  button.onclick = run;
  notice.hidden = false;
}

// --- Shops and collections ----------------------------------------------------------

function renderShops(shops) {
  const buttons = shops.map((shop) => {
    const note = shop.is_open ? shop.description : "On vacation";
    const button = filterButton("shop-button", "vendor_id", shop.id, shop.shop_name, note);
    button.disabled = !shop.is_open;
    return button;
  });
  const all = filterButton("shop-button", "vendor_id", "", "All shops", "And the store's own goods");
  fillGroup(byId("shops"), all, buttons);
}

function renderCollections(collections) {
  const buttons = collections.map(({ id, title, products_count: count }) => {
    const note = whole.format(count);
    const button = filterButton("collection-button", "collection_id", id, title, note);
    button.disabled = count === 0;
    return button;
  });
  const all = filterButton("collection-button", "collection_id", "", "All collections", "");
  fillGroup(byId("collections"), all, buttons);
}

function filterButton(template, name, id, label, note) {
  const button = stamp(template);
  const value = String(id);
  field(button, "name").textContent = label;
  field(button, "note").textContent = note;
  button.dataset.filter = name;
  button.dataset.value = value;
  button.addEventListener("click", () => show({ [name]: shown[name] === value ? "" : value }));
  return button;
}

function fillGroup(group, all, buttons) {
  group.replaceChildren(all, ...buttons);
  group.hidden = buttons.length === 0;
}

function markFilters() {
  for (const button of document.querySelectorAll("[data-filter]")) {
    const { filter, value } = button.dataset;
    button.setAttribute("aria-pressed", String(shown[filter] === value));
  }
}

function renderTotals(collections, shops) {
  const sum = collections.body.reduce((total, { products_count }) => total + products_count, 0);
  const atLeast = (count, more) => `${whole.format(count)}${more ? "+" : ""}`;
  const totals = {
    products: atLeast(sum, collections.more),
    shops: atLeast(shops.body.length, shops.more),
    collections: atLeast(collections.body.length, collections.more),
  };
  for (const [name, text] of Object.entries(totals)) {
    document.querySelector(`[data-total="${name}"]`).textContent = text;
  }
  byId("totals").hidden = sum === 0;
}

// --- What the reader does -----------------------------------------------------------

let typing = 0;

function search() {
  clearTimeout(typing);
  const text = searchBox.value.trim();
  if (text !== shown.search) show({ search: text });
}

searchBox.addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(search, TYPING_PAUSE_MS);
});

byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});

pager.addEventListener("click", async ({ target }) => {
  if (!target.dataset.step || productList.getAttribute("aria-busy") === "true") return;
  await show({ page: shown.page + Number(target.dataset.step) });
  byId("catalogue-title").focus();
});

function start() {
  byId("notice").hidden = true;
  productList.replaceChildren(...Array.from({ length: PAGE_SIZE }, () => stamp("placeholder-card")));
  return Promise.all([loadProducts(), loadFilters()]);
}

searchBox.value = shown.search;
start();
