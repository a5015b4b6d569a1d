package org.llmops.router.keys;

import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.QueryParam;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.page.PageQuery;

/** Which keys a list shall hold. */
public class KeyQuery extends PageQuery {
    @QueryParam("app")
    @Parameter(description = "Only keys of this application")
    @Nullable
    String app;

    @QueryParam("state")
    @Pattern(regexp = "active|expired|revoked", message = "must be active, expired or revoked")
    @Parameter(description = "Only keys in this state: `active`, `expired` or `revoked`")
    @Nullable
    String state;

    PageQuery page() {
        return this;
    }

    /** Empty: of any. */
    String app() {
        return Objects.requireNonNullElse(app, "");
    }

    /** Empty: in any. */
    String state() {
        return Objects.requireNonNullElse(state, "");
    }
}
