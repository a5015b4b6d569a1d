/** Endpoints of OpenAI's that pass as they are: they are identified, limited, screened, metered and recorded, and never translated. */
@NullMarked
package org.llmops.router.wire.passthrough;

import org.jspecify.annotations.NullMarked;
