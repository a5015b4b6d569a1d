package org.llmops.cost.alerts;

import org.jspecify.annotations.Nullable;

/**
 * What has become of an alert.
 *
 * @param alert as it is now
 * @param before how severe it was; absent when it is new
 */
public record AlertNews(Alert alert, @Nullable Severity before) {
    public boolean isNew() {
        return before == null;
    }
}
