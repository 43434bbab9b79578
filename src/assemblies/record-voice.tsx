/** Recording a voice in the browser: hidden until the island finds that this browser can. */
import type { FC } from 'hono/jsx'
import { island } from '../web/islands/islands.ts'
import { Sign } from '../web/components/sign.tsx'
import type { Translator } from '../web/languages/translator.tsx'

export const RecordVoice: FC<{ t: Translator }> = ({ t }) => (
  <div class="field" data-record hidden>
    <span data-start>
      <button type="button" class="btn">
        <Sign of="voice" />
        {t('voice.start')}
      </button>
    </span>
    <span data-stop hidden>
      <button type="button" class="btn main">
        <Sign of="stop" />
        {t('voice.stop')}
      </button>
    </span>{' '}
    <output data-said data-done={t('voice.done')} data-denied={t('voice.denied')} />
    <audio controls hidden />
    <script type="module" src={island('record').path} />
  </div>
)
