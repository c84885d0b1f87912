// Who is there comes before what was typed: Enter takes the first, and a name that is only
// half typed is no new author.
django.jQuery.fn.select2.defaults.set("insertTag", (found, typed) => found.push(typed));
