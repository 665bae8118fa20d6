// Goes on by itself; the button is for whoever has no scripts, or comes back.
document.querySelector("form[data-launch]")?.submit();
document.querySelector("a[data-launch]")?.click();
