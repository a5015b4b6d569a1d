package org.llmops.prompt.catalog;

import java.util.regex.Pattern;
import org.llmops.prompt.PromptProblem;

/** What a prompt is called in its workspace: part of URLs and of event keys, so without `/`, spaces or capitals. */
public record PromptName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    public PromptName {
        if (!FORM.matcher(value).matches()) {
            throw PromptProblem.NAME_MALFORMED.at(
                    "name",
                    "A prompt name has 1 to 100 of a-z, 0-9, '.', '_' and '-', and starts with a letter or a digit");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
