"use client";

import { FileUp } from "lucide-react";
import { useRef, useState } from "react";
import { SettingLines } from "@/components/recipes/setting-lines";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { Params } from "@/contract/passes/active-fields";
import { readForeign, settingsOfJson } from "@/contract/recipe/foreign/read";
import type { ForeignSettings } from "@/contract/recipe/foreign/settings";
import { takeForeign } from "@/contract/recipe/use/take-foreign";
import type { PassForm } from "./describe-pass";
import { useModels } from "./model-picker";

/** A graph of somebody's whole film is some megabytes; a picture is bounded like any other. */
const most = 64 * 1024 * 1024;

interface FileSettingsProps {
  pass: PassForm;
  onUse: (params: Params, name: string) => void;
  onClose: () => void;
}

type Read = { name: string; settings: ForeignSettings | null; problem?: string };

const read = async (file: File): Promise<Read> => {
  const { name } = file;
  if (file.size > most) return { name, settings: null, problem: `${name} is larger than 64 MB.` };
  try {
    const settings = /\.json$/i.test(name)
      ? settingsOfJson(await file.text())
      : (await readForeign(new Uint8Array(await file.arrayBuffer()))).settings;
    if (settings) return { name, settings };
  } catch {
    return { name, settings: null, problem: `${name} could not be read. Choose it again.` };
  }
  return {
    ...{ name, settings: null },
    problem: `${name} says nothing of how a picture is made: a workflow of ComfyUI is JSON, pictures carry it if they were not saved anew.`,
  };
};

/** Settings of a file in the form of this pass: a workflow of ComfyUI's editor or server, or a picture of any tool we read (A46). */
export function FileSettings({ pass, onUse, onClose }: FileSettingsProps) {
  const models = useModels();
  const [file, setFile] = useState<Read>();
  const input = useRef<HTMLInputElement>(null);
  const taken = file?.settings ? takeForeign(file.settings, [pass], models, pass.id) : null;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Settings from a file"
      description={`What it says goes into ${pass.title}; the rest of the form stays.`}
      footer={
        <Button
          variant="primary"
          {...(taken ? {} : { blocked: file?.problem ?? "Choose a file first." })}
          onClick={() => {
            if (!taken || !file) return;
            onUse(taken.params, file.name);
            onClose();
          }}
        >
          Use these settings
        </Button>
      }
    >
      <div className="grid gap-3">
        <input
          ref={input}
          type="file"
          aria-label="Workflow or picture"
          accept=".json,.png,.webp,.jpg,.jpeg"
          className="sr-only"
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? [];
            if (chosen) void read(chosen).then(setFile);
          }}
        />
        <Button icon={<FileUp />} className="justify-self-start" onClick={() => input.current?.click()}>
          {file ? "Choose another file" : "Choose a file"}
        </Button>
        <p className="text-muted text-xs">
          A workflow of ComfyUI (JSON, from its editor or for its server), or a picture of A1111, Forge, ComfyUI,
          InvokeAI and other tools.
        </p>
        {file?.problem !== undefined && (
          <p role="alert" className="text-pretty text-danger text-sm">
            {file.problem}
          </p>
        )}
        {taken && file?.settings && (
          <>
            <p className="truncate text-sm">{file.name}</p>
            <SettingLines lines={taken.lines} tool={file.settings.tool} />
          </>
        )}
      </div>
    </Dialog>
  );
}
