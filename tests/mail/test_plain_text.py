from quoteflow_desktop.mail.plain_text import clean, from_html, unflow


def test_a_table_gives_a_line_a_row_with_tabs_between_cells() -> None:
    html = """<p>Dear all,</p><table><tr><th>No</th><th>Product</th><th>Qty</th></tr>
    <tr><td><p>1</p></td><td><p>Rice   toner</p></td><td><p align=right>3,000</p></td></tr>
    <tr><td></td><td>TOTAL</td><td>3,000</td></tr></table><p>Regards</p>"""
    assert from_html(html).text == (
        "Dear all,\n\nNo\tProduct\tQty\n1\tRice toner\t3,000\n\tTOTAL\t3,000\n\nRegards"
    )


def test_a_link_outside_the_head_does_not_swallow_the_mail() -> None:
    assert from_html("<link rel=stylesheet href=x><p>price 10</p>").text == "price 10"


def test_scripts_styles_and_titles_are_no_text() -> None:
    html = "<title>t</title><style>p{color:red}</style><script>x()</script><p>ok</p>"
    assert from_html(html).text == "ok"


def test_a_hidden_preheader_goes_and_is_flagged() -> None:
    found = from_html("<div style='display:none'>USD 90</div><p>USD 10</p>")
    assert (found.text, found.hidden) == ("USD 10", True)


def test_a_cited_block_is_known_by_its_place() -> None:
    found = from_html("<p>No.</p><blockquote type=cite><p>Will 5 do?</p></blockquote><p>End</p>")
    assert [found.text[start:end].strip() for start, end in found.cites] == ["Will 5 do?"]


def test_indentation_is_no_quote() -> None:
    assert from_html("<blockquote style='margin:0 0 0 40px'>USD 5</blockquote>").cites == ()


def test_line_breaks_and_entities() -> None:
    assert from_html("a&nbsp;&amp;&nbsp;b<br>c &lt;d&gt;").text == "a & b\nc <d>"


def test_html_that_is_nested_too_deeply_gives_its_words_and_a_note() -> None:
    found = from_html("<div>" * 100_000 + "USD 5" + "</div>" * 100_000)
    assert found.text == "USD 5"
    assert found.defects == ("The HTML part is nested too deeply; its plain words were read.",)


def test_tag_characters_that_no_one_sees_are_hidden_text() -> None:
    secret = "".join(chr(0xE0000 + ord(char)) for char in "price 9")
    assert clean(f"USD 5{secret}\u200b\r\nok") == ("USD 5\nok", True)


def test_lone_surrogates_do_not_get_through() -> None:
    assert clean("a\ud800b")[0] == "a?b"


def test_flowed_lines_are_joined_but_not_across_quotes_or_the_signature() -> None:
    text = "We offer \nUSD 5.\n> Will you \n> do it?\nYes\n-- \nKim"
    assert unflow(text, delete_space=False) == ("We offer USD 5.\n> Will you do it?\nYes\n-- \nKim")


def test_flowed_korean_with_delsp_is_joined_without_a_space() -> None:
    assert unflow("견적 \n서", delete_space=True) == "견적서"
