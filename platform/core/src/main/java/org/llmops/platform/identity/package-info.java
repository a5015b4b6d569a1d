/** Who is calling, and for which workspace: from a Keycloak token or an API key, over REST and gRPC alike. */
@NullMarked
package org.llmops.platform.identity;

import org.jspecify.annotations.NullMarked;
