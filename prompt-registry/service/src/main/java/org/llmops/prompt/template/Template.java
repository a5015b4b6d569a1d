package org.llmops.prompt.template;

import static java.util.stream.Collectors.toCollection;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.llmops.prompt.template.TemplatePart.Text;
import org.llmops.prompt.template.TemplatePart.Variable;

/**
 * Text with places for values.
 *
 * <p>`{{name}}` or `{{ name }}` is the place of a variable; a name is a letter or `_`, then letters, digits and `_`.
 * Of three or more `{` in a row the last two open the variable, so `{{{name}}}` is a value in braces. `\{{` is a
 * literal `{{`; backslashes just before `{{` are doubled to mean themselves, and mean themselves everywhere else.
 * All other text, single braces and `}}` included, is literal: JSON can mostly be written as it is.
 */
public final class Template {
    private final String source;
    private final List<TemplatePart> parts;
    private final SortedSet<String> variables;

    private Template(String source, List<TemplatePart> parts) {
        this.source = source;
        this.parts = List.copyOf(parts);
        this.variables = Collections.unmodifiableSortedSet(parts.stream()
                .filter(Variable.class::isInstance)
                .map(part -> ((Variable) part).name())
                .collect(toCollection(TreeSet::new)));
    }

    /** Fails with MalformedTemplate at the first fault. */
    public static Template parse(String source) {
        return new Template(source, new TemplateParser(source).parse());
    }

    /** What the author wrote. */
    public String source() {
        return source;
    }

    /** The pieces in order; no two texts are neighbours. */
    public List<TemplatePart> parts() {
        return parts;
    }

    public SortedSet<String> variables() {
        return variables;
    }

    /**
     * Puts each value in its places, as it is: braces in a value mean nothing.
     *
     * @param values at least one for every variable
     */
    public String render(Map<String, String> values) {
        StringBuilder rendered = new StringBuilder();
        for (TemplatePart part : parts) {
            rendered.append(
                    switch (part) {
                        case Text text -> text.text();
                        case Variable variable -> valueOf(variable, values);
                    });
        }
        return rendered.toString();
    }

    private static String valueOf(Variable variable, Map<String, String> values) {
        String value = values.get(variable.name());
        if (value == null) {
            throw new IllegalArgumentException("No value for '" + variable.name() + "'");
        }
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template template && source.equals(template.source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source;
    }
}
