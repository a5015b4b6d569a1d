package org.llmops.platform.identity;

/** The roles of the realm. Keycloak makes an admin an editor, and an editor a viewer. */
public final class Roles {
    /** Reads everything but secrets. */
    public static final String VIEWER = "viewer";

    /** Changes prompts, policies, routes and datasets. */
    public static final String EDITOR = "editor";

    /** Manages keys, providers and budgets. */
    public static final String ADMIN = "admin";

    /** Calls models and gives feedback. */
    public static final String APP = "app";

    /** Is one of the suite's own services; only it may name any workspace. */
    public static final String SERVICE = "service";

    private Roles() {}
}
