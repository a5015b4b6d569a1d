package org.llmops.prompt.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.prompt.template.TemplatePart.Text;
import org.llmops.prompt.template.TemplatePart.Variable;

class TemplateTest {
    @Test
    void a_template_is_texts_and_variables_in_order() {
        Template template = Template.parse("Dear {{name}}, your order {{ order_id }} is {{name}}'s.");

        assertThat(template.parts())
                .containsExactly(
                        new Text("Dear "),
                        new Variable("name"),
                        new Text(", your order "),
                        new Variable("order_id"),
                        new Text(" is "),
                        new Variable("name"),
                        new Text("'s."));
        assertThat(template.variables()).containsExactly("name", "order_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{x}}", "{{ x }}", "{{\tx}}", "{{   x\t }}"})
    void blanks_around_a_name_mean_nothing(String source) {
        assertThat(Template.parse(source).parts()).containsExactly(new Variable("x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no braces",
                "{\"a\": {\"b\": 1}}",
                "}} before",
                "{ {x} }",
                "{x}",
                "a lone { and a lone }",
                "C:\\new\\{x}",
                "\\frac{1}{2}",
                "\\\\ \\n \\",
                "ends with {"
            })
    void text_without_two_opening_braces_means_itself(String source) {
        assertThat(Template.parse(source).render(Map.of())).isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\\{{x}}                | {{x}}",
                "\\\\{{x}}              | \\1",
                "\\\\\\{{x}}            | \\{{x}}",
                "\\\\\\\\{{x}}          | \\\\1",
                "{{{x}}}                | {1}",
                "{{{{x}}}}              | {{1}}",
                "\\{{{{x}}              | {{1",
                "\\{{\\{{               | {{{{",
                "\\{{{                  | {{{",
                "{\"age\":{{x}}}        | {\"age\":1}",
                "{{x}}{{x}}             | 11",
            })
    void braces_and_backslashes_can_all_be_written(String source, String rendered) {
        assertThat(Template.parse(source).render(Map.of("x", "1"))).isEqualTo(rendered);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Hello {{name           | Line 1, column 7: a variable is opened here and never closed; add '}}', or write '\\{{' for literal braces",
                "{{                     | Line 1, column 1: a variable is opened here and never closed; add '}}', or write '\\{{' for literal braces",
                "a {{}} b               | Line 1, column 3: there is no name between '{{' and '}}'; write '\\{{' for literal braces",
                "{{ \"a\": 1}}          | Line 1, column 4: a variable name cannot hold '\"'; write '\\{{' for literal braces",
                "{{1st}}                | Line 1, column 3: a variable name starts with a letter or '_', not with '1'",
                "{{first name}}         | Line 1, column 9: '}}' should stand here to close 'first', not 'n'",
                "{{user.name}}          | Line 1, column 7: '}}' should stand here to close 'user', not '.'",
                "{{name}                | Line 1, column 7: '}}' should stand here to close 'name', not '}'",
                "{{größe}}              | Line 1, column 5: '}}' should stand here to close 'gr', not 'ö'",
                "😀😀{{}}               | Line 1, column 3: there is no name between '{{' and '}}'; write '\\{{' for literal braces",
            })
    void a_malformed_template_says_where_and_what(String source, String fault) {
        assertThatThrownBy(() -> Template.parse(source))
                .isInstanceOf(MalformedTemplate.class)
                .hasMessage(fault);
    }

    @Test
    void lines_are_counted() {
        assertThatThrownBy(() -> Template.parse("one {{ok}}\r\ntwo\n\n  {{b@d}}"))
                .hasMessage("Line 4, column 6: '}}' should stand here to close 'b', not '@'");
    }

    @Test
    void a_variable_does_not_span_lines() {
        assertThatThrownBy(() -> Template.parse("{{name\n}}"))
                .hasMessage("Line 1, column 7: '}}' should stand here to close 'name', not U+000A");
    }

    @Test
    void what_cannot_be_stored_is_refused_where_it_stands() {
        assertThatThrownBy(() -> Template.parse("ab\u0000")).hasMessage("Line 1, column 3: U+0000 is not text");
        assertThatThrownBy(() -> Template.parse("\n\ud83d!")).hasMessage("Line 2, column 1: U+D83D is not text");
    }

    @Test
    void a_name_is_bounded() {
        String longest = "x".repeat(64);

        assertThat(Template.parse("{{" + longest + "}}").variables()).containsExactly(longest);
        assertThatThrownBy(() -> Template.parse("{{" + longest + "x}}"))
                .hasMessage("Line 1, column 3: a variable name has at most 64 characters");
    }

    @Test
    void values_are_never_read_as_templates() {
        Map<String, String> values = Map.of("a", "{{b}}", "b", "\\{{a}} {{", "c", "}}");

        assertThat(Template.parse("{{a}}|{{b}}|{{c}}|{{{a}}}").render(values)).isEqualTo("{{b}}|\\{{a}} {{|}}|{{{b}}}");
    }

    @Test
    void rendering_without_a_value_is_a_bug_of_ours() {
        assertThatThrownBy(() -> Template.parse("{{a}}").render(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No value for 'a'");
    }

    @Test
    void a_mismatch_names_each_variable() {
        var mismatch = VariableMismatch.between(
                Template.parse("{{a}}{{b}}{{c}}").variables(),
                Map.of("b", "", "d", "").keySet());

        assertThat(List.copyOf(mismatch.missing())).containsExactly("a", "c");
        assertThat(List.copyOf(mismatch.unknown())).containsExactly("d");
        assertThat(mismatch.isEmpty()).isFalse();
    }
}
