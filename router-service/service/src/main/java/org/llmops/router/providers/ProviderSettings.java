package org.llmops.router.providers;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import org.llmops.platform.sealing.KeySettings;

/** What operators decide about providers. */
@ConfigMapping(prefix = "llmops.providers")
interface ProviderSettings extends KeySettings {
    /**
     * Hosts that base URLs may name: `public` for all of the public internet over https, else a host or `*.domain`. A
     * host
     * that is named may lie inside the network and be reached over http.
     */
    @WithDefault("public")
    List<String> allowedHosts();
}
