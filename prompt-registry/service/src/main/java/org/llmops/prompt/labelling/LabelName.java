package org.llmops.prompt.labelling;

import java.util.regex.Pattern;
import org.llmops.prompt.PromptProblem;

/** What a label is called. `latest` is computed: it can be read as any other, and is moved by publishing only. */
public record LabelName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9._-]{0,49}");

    public static final LabelName LATEST = new LabelName("latest");
    public static final LabelName PRODUCTION = new LabelName("production");

    public LabelName {
        if (!FORM.matcher(value).matches()) {
            throw PromptProblem.LABEL_MALFORMED.at(
                    "label", "A label has 1 to 50 of a-z, 0-9, '.', '_' and '-', and starts with a letter");
        }
    }

    public boolean isLatest() {
        return equals(LATEST);
    }

    /** The name itself, if it is one that can be put on a version. */
    public LabelName movable() {
        if (isLatest()) {
            throw PromptProblem.LABEL_RESERVED.at("label", "'latest' always is the newest version; use another label");
        }
        return this;
    }

    @Override
    public String toString() {
        return value;
    }
}
