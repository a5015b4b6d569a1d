/** Which hosts a service may be sent to by what its users write. */
@NullMarked
package org.llmops.platform.hosts;

import org.jspecify.annotations.NullMarked;
