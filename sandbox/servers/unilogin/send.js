document.getElementById("send").submit();
