package org.llmops.guardrail.vault;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.llmops.platform.sealing.KeySettings;

/** How the vault keeps values. The key protects workspaces' keys and custom detectors' credentials. */
@ConfigMapping(prefix = VaultSettings.PREFIX)
public interface VaultSettings extends KeySettings {
    String PREFIX = "llmops.vault";

    /** How long a request waits for the vault to take its values before it is refused. */
    @WithDefault("2S")
    Duration timeout();

    /** Values that one request may put into the vault; with more it is refused. */
    @WithDefault("2000")
    int maxValues();

    /** How long a change of reveal policies may stay unknown to another instance that restores answers. */
    @WithDefault("1S")
    Duration policiesFreshFor();

    /** How often values that have expired are deleted. Nobody is shown them in between. */
    @WithDefault("5M")
    Duration purgeEvery();

    /** Values deleted in one transaction. */
    @WithDefault("1000")
    int purgeBatch();
}
